using System.Net;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Redemptions;

public sealed class ExpireRedemptionsTests
{
    [Fact]
    public async Task A_code_that_does_not_come_in_time_gives_the_money_back()
    {
        var clock = new TurnedClock();
        await using var platform = await Platform.Start(clock);
        var programme = await Programme.Given(platform);
        var person = await programme.GivenEntitledPerson("50.00");
        var shop = await programme.GivenTill();
        var (redemption, code) = await programme.GivenRequest(shop, person, "20.00");

        clock.Turn(TimeSpan.FromMinutes(5));

        var late = await Programme.Confirm(shop, redemption, code);
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.True(late.Code is "redemption.expired" or "redemption.voided", late.Text);
        await Eventually.Get(() => programme.BalanceOf(person), balance => balance == ("50.00", "0.00"));
        await programme.BooksAddUp();
    }
}
