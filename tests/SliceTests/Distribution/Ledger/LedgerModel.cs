using System.Globalization;

namespace Rahat.SliceTests.Distribution.Ledger;

/// <summary>What one project's money must look like, worked out the simple way, in minor units.</summary>
internal sealed class LedgerModel(int people, int shops)
{
    public long Minted { get; private set; }

    public long Treasury { get; private set; }

    public long[] Entitled { get; } = new long[people];

    public long[] Shops { get; } = new long[shops];

    public List<Reservation> Reservations { get; } = [];

    public List<Redemption> Redemptions { get; } = [];

    /// <summary>Each act answers with the code of the refusal it expects, or null when it expects none.</summary>
    public string? Mint(long amount)
    {
        if (amount <= 0)
            return "amount.not_positive";
        Minted += amount;
        Treasury += amount;
        return null;
    }

    public string? Burn(long amount)
    {
        if (amount <= 0)
            return "amount.not_positive";
        if (amount > Treasury)
            return "budget.exceeded";
        Minted -= amount;
        Treasury -= amount;
        return null;
    }

    public string? Reserve(long amount, int cycle)
    {
        if (Reservations.Exists(one => one.Cycle == cycle && !one.Cancelled))
            return "entitlement.exists";
        if (amount <= 0)
            return "amount.not_positive";
        if (amount < Entitled.Length)
            return "reservation.too_small";
        if (amount > Treasury)
            return "budget.exceeded";
        Treasury -= amount;
        Reservations.Add(new Reservation { Amount = amount, Cycle = cycle });
        return null;
    }

    public string? Cancel(Reservation reservation)
    {
        if (reservation.Cancelled || reservation.Disbursed)
            return "reservation.invalid_transition";
        reservation.Cancelled = true;
        Treasury += reservation.Amount;
        return null;
    }

    public string? Disburse(Reservation reservation)
    {
        if (reservation.Cancelled)
            return "reservation.invalid_transition";
        if (reservation.Disbursed)
            return null;
        reservation.Disbursed = true;
        for (var person = 0; person < Entitled.Length; person++)
        {
            var remainder = person < reservation.Amount % Entitled.Length ? 1 : 0;
            Entitled[person] += (reservation.Amount / Entitled.Length) + remainder;
        }
        return null;
    }

    public string? Request(int shop, int person, long amount)
    {
        if (amount <= 0)
            return "amount.not_positive";
        if (Redemptions.Exists(one => one.Shop == shop && one.Person == person && one.Open))
            return "redemption.already_open";
        if (Redemptions.Where(one => one.Shop == shop && one.Person == person).Sum(one => one.WrongCodes) >= 10)
            return "redemption.too_many_wrong_codes";
        if (amount > Entitled[person])
            return "balance.insufficient";
        Entitled[person] -= amount;
        Redemptions.Add(new Redemption { Shop = shop, Person = person, Amount = amount });
        return null;
    }

    public string? Confirm(Redemption redemption, bool rightCode)
    {
        if (!redemption.Open)
            return redemption.Captured ? "redemption.already_captured" : "redemption.voided";
        if (rightCode)
        {
            (redemption.Open, redemption.Captured) = (false, true);
            Shops[redemption.Shop] += redemption.Amount;
            return null;
        }
        if (++redemption.WrongCodes < 5)
            return "redemption.wrong_code";
        Release(redemption);
        return "redemption.locked";
    }

    public string? Void(Redemption redemption)
    {
        if (!redemption.Open)
            return redemption.Captured ? "redemption.already_captured" : "redemption.voided";
        Release(redemption);
        return null;
    }

    /// <summary>The sums as the dashboard writes them: minted, treasury, reserved, entitled, held, redeemed.</summary>
    public string[] Sums() =>
    [
        Write(Minted),
        Write(Treasury),
        Write(Reservations.Where(one => !one.Cancelled && !one.Disbursed).Sum(one => one.Amount)),
        Write(Entitled.Sum()),
        Write(Redemptions.Where(one => one.Open).Sum(one => one.Amount)),
        Write(Shops.Sum()),
    ];

    public static string Write(long minorUnits)
    {
        var (whole, hundredths) = Math.DivRem(Math.Abs(minorUnits), 100);
        return $"{(minorUnits < 0 ? "-" : "")}{whole}.{hundredths.ToString("D2", CultureInfo.InvariantCulture)}";
    }

    private void Release(Redemption redemption)
    {
        redemption.Open = false;
        Entitled[redemption.Person] += redemption.Amount;
    }

    internal sealed class Reservation
    {
        public Guid Id { get; set; }

        public required long Amount { get; init; }

        public required int Cycle { get; init; }

        public bool Cancelled { get; set; }

        public bool Disbursed { get; set; }
    }

    internal sealed class Redemption
    {
        public Guid Id { get; set; }

        public string Code { get; set; } = "";

        public required int Shop { get; init; }

        public required int Person { get; init; }

        public required long Amount { get; init; }

        public bool Open { get; set; } = true;

        public bool Captured { get; set; }

        public int WrongCodes { get; set; }
    }
}
