using System.Text.Json;

using Rahat.Runtime.Errors;
using Rahat.Runtime.Observability;

namespace Rahat.UnitTests.Runtime;

public sealed class LogSafeTests
{
    private const string Secret = "+9779841234567";

    [Fact]
    public void The_message_of_a_fault_about_a_value_is_never_shown()
    {
        Exception[] faults =
        [
            new FormatException(Secret),
            new ArgumentException(Secret),
            new KeyNotFoundException(Secret),
            new JsonException(Secret),
            new IOException(Secret),
            new OverflowException(Secret),
            new AggregateException(Secret, new FormatException(Secret)),
            new Refusal(RefusalKind.Invalid, "phone.invalid", Secret),
            new NotSupportedException("x", new FormatException(Secret)),
        ];

        Assert.All(faults, fault => Assert.DoesNotContain(Secret, LogSafe.Describe(fault)));
    }

    [Fact]
    public void Types_codes_and_places_are_shown()
    {
        var fault = Record.Exception(() => Throw())!;

        var text = LogSafe.Describe(fault);

        Assert.Contains("NotSupportedException <- Refusal(phone.invalid)", text);
        Assert.Contains(nameof(Throw), text);
    }

    private static void Throw() =>
        throw new NotSupportedException(Secret, new Refusal(RefusalKind.Invalid, "phone.invalid", Secret));
}
