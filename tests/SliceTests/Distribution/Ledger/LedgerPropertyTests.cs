using CsCheck;

using Rahat.SliceTests.Support;

namespace Rahat.SliceTests.Distribution.Ledger;

/// <summary>
/// Random sequences of valid and invalid commands, played against the platform and against a simple model. After each
/// the sums agree, at the end the books add up, and a command sent twice under one key has its effect once.
/// </summary>
public sealed class LedgerPropertyTests
{
    private const int People = 3;
    private const int Shops = 2;
    private const int Sequences = 12;

    private enum Act
    {
        Mint,
        Burn,
        Reserve,
        Cancel,
        Disburse,
        Request,
        ConfirmRight,
        ConfirmWrong,
        Void,
    }

    /// <summary>One command. Which of the things there are it speaks of is its pick, counted round.</summary>
    private sealed record Command(Act Act, long Amount, int Pick, bool Twice);

    private static readonly string[] SumNames = ["minted", "treasury", "reserved", "entitled", "held", "redeemed"];

    private static readonly Gen<Command> AnyCommand = Gen.Select(
        Gen.Enum<Act>(),
        Gen.Frequency((8, Gen.Long[1, 5_000]), (1, Gen.Long[-3, 2]), (1, Gen.Long[100_000, 200_000])),
        Gen.Int[0, 5],
        Gen.Bool,
        (act, amount, pick, twice) => new Command(act, amount, pick, twice));

    /// <summary>Every sequence begins with money and entitlements, or most would refuse everything.</summary>
    private static readonly Gen<Command[]> AnySequence = AnyCommand.Array[10, 35].Select(commands =>
        (Command[])
        [
            new(Act.Mint, 50_000, 0, true),
            new(Act.Reserve, 10_001, 0, false),
            new(Act.Disburse, 0, 0, true),
            .. commands,
        ]);

    [Fact]
    public async Task Whatever_is_commanded_the_books_add_up()
    {
        var platform = await Platform.Shared;
        await AnySequence.SampleAsync(commands => Play(platform, commands), iter: Sequences, threads: 2);
    }

    private static async Task Play(Platform platform, Command[] commands)
    {
        var world = await World.Given(platform);
        for (var number = 0; number < commands.Length; number++)
        {
            await world.Play(commands[number], $"{world.Programme.ProjectId}-{number}");
            Assert.Equal(world.Model.Sums(), await world.Sums());
        }
        for (var person = 0; person < People; person++)
        {
            var (available, _) = await world.Programme.BalanceOf(world.People[person]);
            Assert.Equal(LedgerModel.Write(world.Model.Entitled[person]), available);
        }
        for (var shop = 0; shop < Shops; shop++)
        {
            var (available, _) = await world.Programme.BalanceOf(world.Shops[shop]);
            Assert.Equal(LedgerModel.Write(world.Model.Shops[shop]), available);
        }
        await world.Programme.BooksAddUp();
    }

    private sealed class World
    {
        public required Programme Programme { get; init; }

        public required Person[] People { get; init; }

        public required Guid Group { get; init; }

        public required Till[] Shops { get; init; }

        public LedgerModel Model { get; } = new(LedgerPropertyTests.People, LedgerPropertyTests.Shops);

        public static async Task<World> Given(Platform platform)
        {
            var programme = await Programme.Given(platform, budget: "0");
            var people = (await programme.GivenPeople(LedgerPropertyTests.People)).OrderBy(one => one.Id).ToArray();
            return new World
            {
                Programme = programme,
                People = people,
                Group = await programme.GivenGroup(people),
                Shops = [await programme.GivenTill(), await programme.GivenTill()],
            };
        }

        /// <summary>
        /// Sends a command, once or twice under one key, and compares what it answers with what the model expects.
        /// </summary>
        public async Task Play(Command command, string key)
        {
            if (await Send(command, key) is not { } sent)
                return;
            Assert.True(
                CodeOf(sent.Answer) == sent.Expected,
                $"{command}: expected {sent.Expected}, got {sent.Answer.Text}");
            if (command.Twice && sent.Again is not null)
            {
                var again = await sent.Again();
                Assert.Equal(sent.Answer.Status, again.Status);
                if (sent.Expected is null)
                    Assert.Equal(sent.Answer.Text, again.Text);
            }
        }

        public async Task<string[]> Sums()
        {
            var sums = await Programme.Sums();
            return [.. SumNames.Select(name => sums.GetProperty(name).GetString()!)];
        }

        private static string? CodeOf(Answer answer) => (int)answer.Status < 300 ? null : answer.Code;

        private Task<Sent?> Send(Command command, string key)
        {
            var amount = LedgerModel.Write(command.Amount);
            return command.Act switch
            {
                Act.Mint => Post(
                    "/v1/distribution/budgets",
                    new { tokenId = Programme.TokenId, amount },
                    key,
                    Model.Mint(command.Amount)),
                Act.Burn => Post(
                    "/v1/distribution/burns",
                    new { tokenId = Programme.TokenId, amount, reason = "test" },
                    key,
                    Model.Burn(command.Amount)),
                Act.Reserve => Reserve(command, key),
                Act.Cancel => Cancel(command, key),
                Act.Disburse => Disburse(command, key),
                Act.Request => Request(command, key),
                Act.Void => Void(command, key),
                _ => Confirm(command, key),
            };
        }

        private async Task<Sent?> Post(string path, object body, string key, string? expected)
        {
            Task<Answer> Send() => Programme.Admin.Post(path, body, key);
            return new Sent(await Send(), expected, Send);
        }

        private async Task<Sent?> Reserve(Command command, string key)
        {
            var expected = Model.Reserve(command.Amount, command.Pick);
            Task<Answer> Send() => Programme.Reserve(
                Group, LedgerModel.Write(command.Amount), $"{command.Pick}", key);
            var answer = await Send();
            if (expected is null)
                Model.Reservations[^1].Id = answer.Data.GetProperty("id").GetGuid();
            return new Sent(answer, expected, Send);
        }

        private async Task<Sent?> Cancel(Command command, string key)
        {
            if (Model.Reservations.Count == 0)
                return null;
            var reservation = Model.Reservations[command.Pick % Model.Reservations.Count];
            return await Post(
                $"/v1/distribution/reservations/{reservation.Id}/cancellations",
                new { },
                key,
                Model.Cancel(reservation));
        }

        private async Task<Sent?> Disburse(Command command, string key)
        {
            if (Model.Reservations.Count == 0)
                return null;
            var reservation = Model.Reservations[command.Pick % Model.Reservations.Count];
            var sent = await Post(
                "/v1/distribution/disbursements",
                new { reservationId = reservation.Id },
                key,
                Model.Disburse(reservation));
            if (CodeOf(sent!.Answer) is null)
                await Programme.Disbursed(sent.Answer.Data.GetProperty("id").GetGuid());
            return sent;
        }

        private async Task<Sent?> Request(Command command, string key)
        {
            var (shop, person) = (command.Pick % Shops.Length, command.Pick % People.Length);
            var expected = Model.Request(shop, person, command.Amount);
            var before = (await Programme.CodesSentTo(People[person])).Count;
            var amount = LedgerModel.Write(command.Amount);
            Task<Answer> Send() => Programme.Request(Shops[shop], People[person], amount, key);
            var answer = await Send();
            if (expected is null && CodeOf(answer) is null)
            {
                Model.Redemptions[^1].Id = answer.Data.GetProperty("id").GetGuid();
                Model.Redemptions[^1].Code = await Programme.NextCode(People[person], before);
            }
            return new Sent(answer, expected, Send);
        }

        private async Task<Sent?> Confirm(Command command, string key)
        {
            if (Model.Redemptions.Count == 0)
                return null;
            var redemption = Model.Redemptions[command.Pick % Model.Redemptions.Count];
            var right = command.Act == Act.ConfirmRight;
            var wrong = redemption.Code == "000000" ? "000001" : "000000";
            var expected = Model.Confirm(redemption, right);
            Task<Answer> Send() => Programme.Confirm(
                Shops[redemption.Shop],
                redemption.Id,
                right ? redemption.Code : wrong,
                key);
            return new Sent(await Send(), expected, Send);
        }

        private async Task<Sent?> Void(Command command, string key)
        {
            if (Model.Redemptions.Count == 0)
                return null;
            var redemption = Model.Redemptions[command.Pick % Model.Redemptions.Count];
            var expected = Model.Void(redemption);
            Task<Answer> Send() => Shops[redemption.Shop].Api.Post(
                $"/v1/distribution/redemptions/{redemption.Id}/voids", null, key);
            return new Sent(await Send(), expected, Send);
        }
    }

    private sealed record Sent(Answer Answer, string? Expected, Func<Task<Answer>>? Again);
}
