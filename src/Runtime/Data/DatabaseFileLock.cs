using Rahat.Runtime.Errors;

namespace Rahat.Runtime.Data;

/// <summary>
/// Sees to it that one process at a time uses a SQLite file; released by the system when the process dies.
/// </summary>
internal sealed class DatabaseFileLock : IDisposable
{
    private readonly FileStream? _file;

    public DatabaseFileLock(Database database)
    {
        if (database.File is not { } path)
            return;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            _file = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            if (fault is UnauthorizedAccessException || !File.Exists(path + ".lock"))
                throw new StartRefusedException($"The folder of {path} cannot be written.");
            throw new StartRefusedException(
                $"Another process is using {path}. Stop it, or give this one another DATABASE_URL.");
        }
    }

    public void Dispose() => _file?.Dispose();
}
