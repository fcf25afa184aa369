using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts.Beneficiaries;

/// <summary>The reported rows of an import, in the order of the file.</summary>
/// <param name="ImportId">Which import.</param>
/// <param name="Page">Which page.</param>
[MessageName("beneficiaries.import.rejections")]
[Permit("read", "beneficiary")]
public sealed record ListRejections(Guid ImportId, [property: Required] PageRequest Page) : IQuery<Page<Rejection>>;

/// <summary>Why a row did not land. It never repeats what stands in the cell.</summary>
/// <param name="Line">
/// Number of the row as a spreadsheet shows it, the header being 1; in JSON the number of the object.
/// </param>
/// <param name="Column">Header of the column at fault; null when it is the row as a whole.</param>
/// <param name="ValueClass">What kind of value stands there, for instance <c>scientific number</c>.</param>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Reason">What happened and what to do.</param>
public sealed record Rejection(int Line, string? Column, string? ValueClass, string Code, string Reason);
