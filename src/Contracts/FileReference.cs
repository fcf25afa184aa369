namespace Rahat.Contracts;

/// <summary>Points at a stored file, so that messages need not carry it.</summary>
/// <param name="Id">Name of the stored file.</param>
/// <param name="Length">Bytes of the content.</param>
/// <param name="Sha256">Hash of the content, 64 hex digits.</param>
public sealed record FileReference(Guid Id, long Length, string Sha256);
