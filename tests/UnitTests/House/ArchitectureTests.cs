using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

using FluentMigrator;

using Microsoft.AspNetCore.Http;

using Rahat.Contracts;
using Rahat.Runtime.Data;
using Rahat.Runtime.Messaging;
using Rahat.Runtime.Modules;
using Rahat.Runtime.Security;

namespace Rahat.UnitTests.House;

/// <summary>
/// What the compiler does not enforce (ADR 0003, 0005, 0007, 0010). A rule is a function that returns breaches; it is
/// run on the product, which must have none, and by <see cref="ArchitectureExamples"/> on something bad, which must
/// have some.
/// </summary>
public sealed partial class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> MaySee = new()
    {
        ["Contracts"] = [],
        ["Runtime"] = ["Contracts"],
        ["*"] = ["Contracts", "Runtime"],
        ["Server"] = ["*", "Contracts", "Runtime"],
    };

    /// <summary>
    /// Words that a property of an event or job payload must not have in its name, unless it is an id, a time or a yes
    /// or no.
    /// </summary>
    private static readonly string[] PersonalWords =
    [
        "name", "phone", "email", "mail", "address", "code", "otp", "pin", "token", "key", "body", "secret", "password",
        "birth", "msisdn", "text", "subject", "signature", "payload",
    ];

    private const BindingFlags AllOfItsOwn = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Type[] Harmless =
        [typeof(Amount), typeof(Guid), typeof(bool), typeof(DateTimeOffset), typeof(TimeSpan)];

    private static readonly Type[] Fractions = [typeof(float), typeof(double), typeof(decimal)];

    [Fact]
    public void An_assembly_sees_only_what_it_may() =>
        None(Product.Assemblies.SelectMany(
            assembly => Sight(Short(assembly.GetName()), assembly.GetReferencedAssemblies().Select(Short))));

    [Fact]
    public void A_module_shows_only_its_door() =>
        None(Product.ModuleAssemblies.SelectMany(assembly => Door(assembly.GetTypes())));

    [Fact]
    public void A_message_is_a_sealed_record_with_a_name_of_its_owner_and_its_own() =>
        None(Messages(Product.Messages.Select(type => (type, Product.OwnerOf(type)))));

    [Fact]
    public void A_request_says_who_may_ask_it() => None(Product.Requests.SelectMany(EntryRules));

    [Fact]
    public void A_request_is_answered_once_and_by_its_owner() =>
        None(Answers(Product.Requests, [.. Product.Modules.SelectMany(pair => pair.Parts.Requests)]));

    [Fact]
    public void An_endpoint_takes_nothing_from_its_own_module() =>
        None(Product.ModuleAssemblies.SelectMany(assembly => Endpoints(assembly.GetTypes())));

    [Fact]
    public void A_handler_a_reaction_and_a_job_are_in_the_table_of_contents() => None(
        Product.Modules.SelectMany(pair => TableOfContents(pair.Module.GetType().Assembly.GetTypes(), pair.Parts)));

    [Fact]
    public void Runtime_knows_no_domain_word() => None(DomainWords(Product.Runtime));

    [Fact]
    public void An_event_and_a_job_carry_nothing_personal() => None(
        Product.Messages.Where(type => type.IsAssignableTo(typeof(IEvent))).Concat(Product.JobPayloads)
            .SelectMany(type => Personal(type, type.Name, [])));

    [Fact]
    public void Money_is_never_a_fraction() => None(FractionsIn(
        Product.Modules.Where(pair => pair.Module.Name == "distribution")
            .SelectMany(pair => pair.Module.GetType().Assembly.GetTypes())
            .Concat(Product.Contracts.GetTypes().Where(type => type.Namespace == "Rahat.Contracts.Distribution"))
            .Append(typeof(Amount))));

    [Fact]
    public void An_enum_has_plain_names_on_the_wire() => None(
        Product.Contracts.GetTypes().Where(type => type.IsEnum).SelectMany(EnumNames));

    internal static IEnumerable<string> Sight(string assembly, IEnumerable<string> sees)
    {
        var may = MaySee.GetValueOrDefault(assembly, MaySee["*"]);
        var anyModule = may.Contains("*");
        return sees
            .Where(other => other.Length > 0 && !may.Contains(other) && !(anyModule && !MaySee.ContainsKey(other)))
            .Select(other => $"{assembly} sees {other}");
    }

    internal static IEnumerable<string> Door(IEnumerable<Type> types) => types
        .Where(type => type is { IsPublic: true } or { IsNestedPublic: true, DeclaringType.IsPublic: true })
        .Where(type => !type.IsAssignableTo(typeof(RahatModule)) && !type.IsAssignableTo(typeof(Migration)))
        .Select(type => $"{type.FullName} is public");

    internal static IEnumerable<string> Messages(IEnumerable<(Type Type, string Owner)> messages)
    {
        var seen = new Dictionary<string, Type>();
        foreach (var (type, owner) in messages)
        {
            if (!type.IsSealed || type.GetMethod("<Clone>$") is null)
                yield return $"{type.Name} is not a sealed record";
            var name = type.GetCustomAttribute<MessageNameAttribute>()?.Name ?? "";
            if (!WireName().IsMatch(name) || !name.StartsWith(owner + ".", StringComparison.Ordinal))
                yield return $"{type.Name} has the wire name '{name}', which is not of the form {owner}.thing.act";
            if (!seen.TryAdd(name, type))
                yield return $"{type.Name} and {seen[name].Name} are both called {name}";
        }
    }

    internal static IEnumerable<string> EntryRules(Type request)
    {
        Type[] rules = [typeof(PermitAttribute), typeof(AnonymousAttribute), typeof(ModulesOnlyAttribute)];
        if (rules.Count(rule => request.IsDefined(rule)) != 1)
            yield return $"{request.Name} does not say exactly one of [Permit], [Anonymous], [ModulesOnly]";
        if (request.GetCustomAttribute<PermitAttribute>() is { } permit
            && permit.Action is not ("create" or "read" or "update" or "delete" or "manage"))
        {
            yield return $"{request.Name} permits '{permit.Action}', which no ability names";
        }
    }

    internal static IEnumerable<string> Answers(IEnumerable<Type> requests, IReadOnlyList<RequestEntry> entries)
    {
        foreach (var request in requests)
        {
            var answers = entries.Where(entry => entry.Contract == request).Select(entry => entry.Module.Name)
                .ToArray();
            if (answers is not [var one])
                yield return $"{request.Name} is answered {answers.Length} times";
            else if (one != Product.OwnerOf(request))
                yield return $"{request.Name} is answered by {one} and belongs to {Product.OwnerOf(request)}";
        }
    }

    internal static IEnumerable<string> Endpoints(IEnumerable<Type> types) =>
        from type in types
        where type.Name.EndsWith("Endpoint", StringComparison.Ordinal)
        from method in type.GetMethods(AllOfItsOwn)
        where !method.Name.Contains('<')
        from parameter in method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)
        from part in PartsOf(parameter)
        where !MayPassAnEndpoint(part)
        select $"{type.Name}.{method.Name} takes or returns {part.Name}";

    internal static IEnumerable<string> TableOfContents(IEnumerable<Type> types, ModuleParts parts)
    {
        var listed = parts.Requests.Select(entry => entry.Contract)
            .Concat(parts.Reactions.Select(entry => entry.Contract))
            .Concat(parts.Jobs.Select(entry => entry.Payload))
            .CountBy(contract => contract).ToDictionary();
        return Product.HandledBy(types).CountBy(contract => contract)
            .Where(handled => listed.GetValueOrDefault(handled.Key) != handled.Value)
            .Select(handled => $"{parts.Name} handles {handled.Key.Name} {handled.Value} times and lists it "
                + $"{listed.GetValueOrDefault(handled.Key)} times");
    }

    internal static IEnumerable<string> DomainWords(Assembly assembly) => Metadata.TypesUsedBy(assembly)
        .Where(name => DomainContract().IsMatch(name))
        .Select(name => $"{Short(assembly.GetName())} uses {name}");

    internal static IEnumerable<string> Personal(Type type, string path, HashSet<Type> seen)
    {
        if (!seen.Add(type))
            yield break;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var here = $"{path}.{property.Name}";
            foreach (var part in PartsOf(property.PropertyType).Where(part => !part.IsGenericTypeDefinition))
            {
                if (part == typeof(PhoneNumber) || part == typeof(SealedText))
                {
                    yield return $"{here} is a {part.Name}";
                    continue;
                }
                if (Harmless.Contains(part) || part.IsEnum)
                    continue;
                if (part.Namespace?.StartsWith("Rahat", StringComparison.Ordinal) == true)
                {
                    foreach (var breach in Personal(part, here, seen))
                        yield return breach;
                }
                else if (Words(property.Name).Intersect(PersonalWords).Any())
                {
                    yield return $"{here} may hold something personal";
                }
            }
        }
    }

    internal static IEnumerable<string> FractionsIn(IEnumerable<Type> types)
    {
        foreach (var type in types)
        {
            var used = type.GetFields(AllOfItsOwn).Select(field => (field.Name, Type: field.FieldType)).ToList();
            foreach (var method in type.GetMembers(AllOfItsOwn).OfType<MethodBase>())
            {
                used.AddRange(method.GetParameters().Select(parameter => (method.Name, parameter.ParameterType)));
                used.AddRange(
                    method.GetMethodBody()?.LocalVariables.Select(local => (method.Name, local.LocalType)) ?? []);
                if (method is MethodInfo { ReturnType: var returned })
                    used.Add((method.Name, returned));
            }
            var bad = used.Where(use => PartsOf(use.Type).Intersect(Fractions).Any());
            foreach (var name in bad.Select(use => use.Name).Distinct())
                yield return $"{type.Name}.{name} reckons with fractions";
        }
    }

    internal static IEnumerable<string> EnumNames(Type type)
    {
        if (Enum.GetValues(type).Length != Enum.GetValues(type).Cast<object>().Distinct().Count())
            yield return $"{type.Name} has two names for one value";
        foreach (var name in Enum.GetNames(type))
        {
            var wire = JsonSerializer.Serialize(Enum.Parse(type, name), type, WireJson.Options).Trim('"');
            if (!EnumName().IsMatch(wire))
                yield return $"{type.Name}.{name} is '{wire}' on the wire";
        }
    }

    private static bool MayPassAnEndpoint(Type type) =>
        !type.IsAssignableTo(typeof(ModuleDb))
        && (type.IsPrimitive || type == typeof(void)
            || type.Namespace is "System" or "System.Threading" or "System.Threading.Tasks" or "System.IO"
            || type.Namespace == "System.Text.Json"
            || type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true
            || type.Namespace?.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal) == true
            || type == typeof(IResult) || type.Assembly == Product.Contracts || type.Assembly == Product.Runtime);

    /// <summary>
    /// A type and everything it is made of: the element of an array, the arguments of a generic type.
    /// </summary>
    private static IEnumerable<Type> PartsOf(Type type) =>
        type.HasElementType ? PartsOf(type.GetElementType()!)
        : type.IsGenericType ? type.GenericTypeArguments.SelectMany(PartsOf).Append(type.GetGenericTypeDefinition())
        : [type];

    private static IEnumerable<string> Words(string name) =>
        Word().Matches(name).Select(word => word.Value.ToLowerInvariant().TrimEnd('s'));

    private static string Short(AssemblyName assembly) =>
        assembly.Name!.StartsWith("Rahat.", StringComparison.Ordinal) ? assembly.Name["Rahat.".Length..] : "";

    private static void None(IEnumerable<string> breaches)
    {
        var found = breaches.ToArray();
        Assert.True(found.Length == 0, string.Join('\n', found));
    }

    [GeneratedRegex(@"^[a-z]+(\.[a-z]+(_[a-z]+)*)+\z")]
    private static partial Regex WireName();

    [GeneratedRegex(@"^Rahat\.Contracts\.\w+\.")]
    private static partial Regex DomainContract();

    [GeneratedRegex(@"^[A-Z][A-Z0-9]*(_[A-Z][A-Z0-9]*)*\z")]
    private static partial Regex EnumName();

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")]
    private static partial Regex Word();
}
