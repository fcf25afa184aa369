namespace Rahat.Distribution.Reservations;

/// <summary>Divides a sum among people so that not a unit is lost.</summary>
internal static class Split
{
    /// <summary>
    /// The parts of a sum: as equal as whole units allow, the remainder one by one to the first. They add up to the
    /// sum.
    /// </summary>
    /// <param name="total">Minor units, at least one for each.</param>
    /// <param name="people">How many, more than zero.</param>
    public static IEnumerable<long> Evenly(long total, int people)
    {
        var (part, remainder) = Math.DivRem(total, people);
        for (var person = 0; person < people; person++)
            yield return person < remainder ? part + 1 : part;
    }
}
