using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Vendors;

public sealed class RegisterVendorTests
{
    [Fact]
    public async Task A_shop_registers_itself_and_staff_see_it()
    {
        var platform = await Platform.Shared;
        var (email, phone) = (NewEmail(), Programme.NewPhone());

        var extras = new { ward = 7 };
        var body = new { name = " Corner shop ", email = email.ToUpperInvariant(), phone = phone[4..], extras };
        var registered = (await platform.Anonymous().Post("/v1/vendors", body)).Data;

        var id = registered.GetProperty("uuid").GetGuid();
        var seen = (await (await platform.Admin()).Get($"/v1/vendors/{id}")).Data;
        Assert.Equal("Corner shop", seen.GetProperty("name").GetString());
        Assert.Equal(email, seen.GetProperty("email").GetString());
        Assert.Equal(phone, seen.GetProperty("phone").GetString());
        Assert.Equal(7, seen.GetProperty("extras").GetProperty("ward").GetInt32());
        Assert.Equal(0, seen.GetProperty("projects").GetArrayLength());
        var list = (await (await platform.Admin()).Get("/v1/vendors?perPage=200")).Data;
        Assert.Contains(list.EnumerateArray(), vendor => vendor.GetProperty("uuid").GetGuid() == id);
    }

    [Fact]
    public async Task Of_ten_that_register_at_once_with_one_address_one_is_registered()
    {
        var platform = await Platform.Shared;
        var body = new { name = "Shop", email = NewEmail() };

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => platform.Anonymous().Post("/v1/vendors", body)));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(9, answers.Count(answer => answer.Code == "vendor.email_taken"));
    }

    [Fact]
    public async Task A_phone_is_taken_however_it_is_written()
    {
        var platform = await Platform.Shared;
        var phone = Programme.NewPhone();
        _ = (await platform.Anonymous().Post("/v1/vendors", new { name = "Shop", phone })).Data;

        var otherwise = phone[4..].Insert(3, "-");
        var answer = await platform.Anonymous().Post("/v1/vendors", new { name = "Shop", phone = otherwise });

        answer.Refused(HttpStatusCode.Conflict, "vendor.phone_taken");
        Assert.Equal("Phone Number must be unique", answer.Message);
    }

    [Fact]
    public async Task A_wallet_is_taken_in_whatever_case_it_is_written()
    {
        var platform = await Platform.Shared;
        var wallet = "0x" + Guid.CreateVersion7().ToString("N") + "abcdefab";
        _ = (await platform.Anonymous().Post("/v1/vendors", new { name = "Shop", email = NewEmail(), wallet })).Data;
        var shouted = "0x" + wallet[2..].ToUpperInvariant();

        var answer = await platform.Anonymous().Post(
            "/v1/vendors", new { name = "Shop", email = NewEmail(), wallet = shouted });

        answer.Refused(HttpStatusCode.Conflict, "vendor.wallet_taken");
    }

    [Theory]
    [InlineData("""{"name":"Shop"}""", "phone")]
    [InlineData("""{"name":"Shop","email":"a@b"}""", "email")]
    [InlineData("""{"name":"Shop","phone":"2.54708E+11"}""", "phone")]
    [InlineData("""{"name":"","phone":"9841234567"}""", "name")]
    [InlineData("""{"phone":"9841234567"}""", "name")]
    [InlineData("""{"name":"Shop","email":"a@example.org","wallet":"0x12"}""", "wallet")]
    [InlineData("""{"name":["Shop"],"email":"a@example.org"}""", "name")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        var platform = await Platform.Shared;
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        var answer = await platform.Anonymous().Send(HttpMethod.Post, "/v1/vendors", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var faults = answer.Json.GetProperty("meta").GetProperty("faults").EnumerateArray();
        Assert.Contains(faults, fault => fault.GetProperty("field").GetString() == field);
    }

    [Fact]
    public async Task Nobody_leaves_much_behind()
    {
        var platform = await Platform.Shared;
        var extras = new { text = new string('x', 9_000) };

        var answer = await platform.Anonymous().Post("/v1/vendors", new { name = "Shop", email = NewEmail(), extras });

        answer.Refused(HttpStatusCode.BadRequest, "request.invalid");
    }

    internal static string NewEmail() => $"shop-{Guid.CreateVersion7():N}@example.org";
}
