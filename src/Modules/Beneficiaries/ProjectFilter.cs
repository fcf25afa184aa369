namespace Rahat.Beneficiaries;

/// <summary>
/// The filter by project as clients write it: an id, or a word for those in no project (core.md §10 item 14).
/// </summary>
internal readonly record struct ProjectFilter(Guid? ProjectId, bool NotAssigned)
{
    private const string NotAssignedWord = "NOT_ASSGNED";

    public static ProjectFilter Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return default;
        if (text == NotAssignedWord)
            return new ProjectFilter(null, NotAssigned: true);
        return Guid.TryParse(text, out var id)
            ? new ProjectFilter(id, NotAssigned: false)
            : throw Refusal.Invalid(new FieldFault("projectId", $"projectId must be a UUID or {NotAssignedWord}"));
    }
}
