namespace Rahat.Contracts.Beneficiaries;

/// <summary>How many people and groups are assigned to a project, by gender too.</summary>
/// <param name="ProjectId">Which project.</param>
[MessageName("beneficiaries.project.count")]
[ModulesOnly]
public sealed record CountProjectBeneficiaries(Guid ProjectId) : IQuery<ProjectBeneficiaryCounts>;

/// <summary>Counts of a project's people.</summary>
/// <param name="Total">People assigned.</param>
/// <param name="Groups">Groups assigned.</param>
/// <param name="ByGender">People by gender, only the genders that occur.</param>
public sealed record ProjectBeneficiaryCounts(int Total, int Groups, IReadOnlyDictionary<string, int> ByGender);
