using System.Reflection;
using System.Text;
using System.Text.Json;

using Rahat.Contracts;

namespace Rahat.UnitTests.House;

/// <summary>
/// All wire names and fields stand in <c>src/Contracts/messages.txt</c>, so that a change of what travels shows in a
/// review. With RAHAT_ACCEPT_SNAPSHOTS=1 the test writes the file instead of comparing it.
/// </summary>
public sealed class MessagesSnapshotTests
{
    private static readonly NullabilityInfoContext Nullability = new();

    [Fact]
    public void What_travels_is_written_down()
    {
        var file = Path.Combine(Product.Root, "src", "Contracts", "messages.txt");
        var now = Describe();
        if (Environment.GetEnvironmentVariable("RAHAT_ACCEPT_SNAPSHOTS") == "1")
            File.WriteAllText(file, now);

        Assert.True(
            File.Exists(file), "src/Contracts/messages.txt is missing; run this test with RAHAT_ACCEPT_SNAPSHOTS=1.");
        Assert.Equal(File.ReadAllText(file), now);
    }

    private static string Describe()
    {
        var text = new StringBuilder("# Written by MessagesSnapshotTests with RAHAT_ACCEPT_SNAPSHOTS=1.\n");
        foreach (var message in Product.Messages.OrderBy(NameOf, StringComparer.Ordinal))
        {
            text.Append('\n').Append(NameOf(message)).Append(" (").Append(KindOf(message)).Append(")\n");
            Fields(text, message);
        }
        text.Append("\n# What they are made of and answered with.\n");
        var others = Product.Contracts.GetTypes()
            .Where(type => type is { IsPublic: true, IsInterface: false } && !Product.IsMessage(type))
            .Where(type => type.IsEnum || type.GetMethod("<Clone>$") is not null || type.IsValueType);
        foreach (var type in others.OrderBy(Plain, StringComparer.Ordinal))
        {
            text.Append('\n').Append(Plain(type)).Append('\n');
            Fields(text, type);
        }
        return text.ToString();
    }

    private static void Fields(StringBuilder text, Type type)
    {
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                text.Append("    ").Append(JsonNamingPolicy.SnakeCaseUpper.ConvertName(name)).Append('\n');
            return;
        }
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var isOptional = Nullability.Create(property).ReadState == NullabilityState.Nullable;
            text.Append("    ").Append(JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Append(": ")
                .Append(Word(property.PropertyType)).Append(isOptional ? "?" : "").Append('\n');
        }
    }

    private static string KindOf(Type message)
    {
        if (message.IsAssignableTo(typeof(IEvent)))
            return "event";
        var reply = Word(Product.FacesOf(message, typeof(IRequest<>)).First().GenericTypeArguments[0]);
        var kind = Product.FacesOf(message, typeof(IQuery<>)).Any() ? "query" : "request";
        var who = message.GetCustomAttribute<PermitAttribute>() is { } permit ? $"may {permit.Action} {permit.Subject}"
            : message.IsDefined(typeof(AnonymousAttribute)) ? "anybody"
            : "modules only";
        return $"{kind} for {reply}; {who}";
    }

    private static string NameOf(Type message) =>
        message.GetCustomAttribute<MessageNameAttribute>()?.Name ?? message.Name;

    private static string Plain(Type type) => type.FullName!.Replace("Rahat.Contracts.", "").Split('`')[0];

    private static string Word(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Word(inner);
        if (type.IsArray)
            return Word(type.GetElementType()!) + "[]";
        var name = type.Name.Split('`')[0].Replace("IReadOnly", "");
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GenericTypeArguments.Select(Word))}>" : name;
    }
}
