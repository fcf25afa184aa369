using System.Text.Json;

using Rahat.Contracts;
using Rahat.Contracts.Distribution;
using Rahat.Contracts.Projects;
using Rahat.Runtime.Errors;
using Rahat.Runtime.Messaging;

namespace Rahat.UnitTests.Messaging;

public sealed class MessageRulesTests
{
    [Fact]
    public void Every_missing_property_is_named()
    {
        var fault = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<CreateToken>("""{"name":"Voucher"}""", WireJson.Options));

        var refusal = MessageRules.Unreadable(fault);

        Assert.Equal(["projectId", "symbol", "decimals"], refusal.Faults.Select(one => one.Field));
        Assert.DoesNotContain("Voucher", string.Concat(refusal.Faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":["x"],"type":"cva"}""", "name")]
    [InlineData("""{"name":null,"type":"cva"}""", "name")]
    [InlineData("nonsense", "body")]
    public void A_value_of_the_wrong_type_is_named_and_not_repeated(string json, string field)
    {
        var fault = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<CreateProject>(json, WireJson.Options));

        Assert.Equal(field, Assert.Single(MessageRules.Unreadable(fault).Faults).Field);
    }

    [Fact]
    public void A_rule_inside_of_a_part_is_named_by_its_path()
    {
        var refusal = Assert.Throws<Refusal>(
            () => MessageRules.Check(new ListProjects(new PageRequest { PerPage = 5_000 })));

        Assert.Equal("page.perPage", Assert.Single(refusal.Faults).Field);
    }

    [Fact]
    public void Json_nested_without_end_is_refused()
    {
        var deep = $$"""{"name":"x","type":"cva","extras":{{new string('[', 5_000)}}{{new string(']', 5_000)}}}""";

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CreateProject>(deep, WireJson.Options));
    }
}
