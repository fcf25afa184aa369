using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

using Rahat.Runtime.Errors;

namespace Rahat.Runtime.Messaging;

/// <summary>
/// Checks the form of a message once, for all doors: the validation attributes of its contract, nested ones too.
/// </summary>
public static partial class MessageRules
{
    private const int MaxFaults = 50;

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> NestedProperties = new();

    /// <summary>Refuses a message that breaks a rule of its contract, naming every field at fault.</summary>
    /// <param name="message">The message as it was read from JSON.</param>
    public static void Check(object message)
    {
        var faults = new List<FieldFault>();
        Collect(message, "", faults);
        if (faults.Count > 0)
            throw Refusal.Invalid([.. faults.Take(MaxFaults)]);
    }

    /// <summary>
    /// The refusal for a body that could not be read as JSON of the contract; it does not repeat the body.
    /// </summary>
    /// <param name="fault">What the reader found.</param>
    public static Refusal Unreadable(JsonException fault)
    {
        // The reader has no property for what is missing, it only says so; what it names are our own properties.
        if (MissingProperties().Match(fault.Message) is { Success: true } missing)
        {
            var names = Quoted().Matches(missing.Groups[1].Value).Select(match => match.Groups[1].Value);
            return Refusal.Invalid([.. names.Select(name => new FieldFault(name, $"{name} is missing"))]);
        }
        var field = fault.Path is { Length: > 2 } path ? path[2..] : "body";
        return Refusal.Invalid(new FieldFault(field, $"{field} is missing or has the wrong type"));
    }

    [GeneratedRegex(@"missing required properties including: (.+)\z", RegexOptions.Singleline)]
    private static partial Regex MissingProperties();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    private static void Collect(object thing, string path, List<FieldFault> faults)
    {
        if (faults.Count >= MaxFaults)
            return;
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(thing, new ValidationContext(thing), results, validateAllProperties: true);
        foreach (var result in results)
        {
            var member = JsonNamingPolicy.CamelCase.ConvertName(result.MemberNames.FirstOrDefault() ?? "");
            faults.Add(new FieldFault(path + member, result.ErrorMessage ?? $"{member} is not valid"));
        }
        foreach (var property in NestedProperties.GetOrAdd(thing.GetType(), Nested))
        {
            var name = path + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            switch (property.GetValue(thing))
            {
                case null:
                    break;
                case IEnumerable items:
                    CollectItems(items, name, faults);
                    break;
                case { } nested:
                    Collect(nested, name + ".", faults);
                    break;
            }
        }
    }

    private static void CollectItems(IEnumerable items, string name, List<FieldFault> faults)
    {
        var index = 0;
        foreach (var item in items)
        {
            if (item is null)
                faults.Add(new FieldFault($"{name}.{index}", $"{name}.{index} must not be null"));
            else if (IsContract(item.GetType()))
                Collect(item, $"{name}.{index}.", faults);
            if (++index > MaxFaults && faults.Count >= MaxFaults)
                return;
        }
    }

    private static PropertyInfo[] Nested(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .Where(property => IsContract(property.PropertyType)
                || (property.PropertyType != typeof(string) && property.PropertyType.IsAssignableTo(typeof(IEnumerable))
                    && ElementOf(property.PropertyType) is { } element && IsContract(element)))];

    private static Type? ElementOf(Type type) =>
        type.IsArray ? type.GetElementType() : type.GenericTypeArguments.FirstOrDefault();

    private static bool IsContract(Type type) =>
        type.IsClass && type.Namespace?.StartsWith("Rahat.Contracts", StringComparison.Ordinal) == true;
}
