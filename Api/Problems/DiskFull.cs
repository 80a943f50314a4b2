using System.Data.Common;

namespace PathoChain.Api.Problems;

/// <summary>That there is no room left, for a block or in the database.</summary>
internal static class DiskFull
{
    public const string Fix = "The disk of the data folder or of the database, or this user's share of it, is full, and this was not taken in; make room on it, then try again.";

    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT
    private const string PostgresFull = "53100"; // disk_full, https://www.postgresql.org/docs/current/errcodes-appendix.html

    /// <summary>Whether it is why something failed, also where Orleans wraps what its storage met.</summary>
    public static bool IsCauseOf(Exception exception) => exception
        is IOException { HResult: NoSpaceLeft or QuotaExceeded }
        or DbException { SqlState: PostgresFull }
        || (exception is OrleansException { InnerException: { } inner } && IsCauseOf(inner));
}
