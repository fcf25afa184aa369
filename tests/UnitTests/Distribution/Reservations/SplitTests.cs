using CsCheck;

using Rahat.Distribution.Reservations;

namespace Rahat.UnitTests.Distribution.Reservations;

public sealed class SplitTests
{
    [Fact]
    public void A_thousand_for_three_is_334_333_333() => Assert.Equal([334, 333, 333], Split.Evenly(1_000, 3));

    [Fact]
    public void The_parts_add_up_and_differ_by_one_unit_at_most() =>
        Gen.Select(Gen.Long[1, 1_000_000_000_000_000], Gen.Int[1, 2_000]).Sample((total, people) =>
        {
            var parts = Split.Evenly(total, people).ToArray();
            Assert.Equal(people, parts.Length);
            Assert.Equal(total, parts.Sum());
            Assert.InRange(parts[0] - parts[^1], 0, 1);
        });
}
