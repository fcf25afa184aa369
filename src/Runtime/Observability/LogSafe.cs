using System.Data.Common;
using System.Globalization;
using System.Text;

using Microsoft.Data.Sqlite;

using Rahat.Runtime.Errors;

namespace Rahat.Runtime.Observability;

/// <summary>
/// Describes a fault for the log without its message, since messages quote the values that caused them: type, database
/// state, and where it came from.
/// </summary>
public static class LogSafe
{
    private const int MaxFrames = 12;

    /// <summary>Types, codes and stack frames of an exception and its causes; never its text.</summary>
    /// <param name="fault">What was thrown.</param>
    public static string Describe(Exception fault)
    {
        var text = new StringBuilder();
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            text.Append(text.Length > 0 ? " <- " : "").Append(cause.GetType().Name);
            if (cause is Refusal refusal)
                text.Append('(').Append(refusal.Code).Append(')');
            else if (cause is StartRefusedException or InvalidOperationException)
                // Thrown by this program and the frameworks about their use, not about a value.
                text.Append('(').Append(cause.Message).Append(')');
            else if (cause is SqliteException lite)
                text.Append(CultureInfo.InvariantCulture, $"({lite.SqliteErrorCode}/{lite.SqliteExtendedErrorCode})");
            else if (cause is DbException { SqlState: { } state })
                text.Append('(').Append(state).Append(')');
        }
        var frames = (fault.StackTrace ?? "")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var frame in frames.Take(MaxFrames))
            text.Append('\n').Append("  ").Append(frame);
        return text.ToString();
    }
}
