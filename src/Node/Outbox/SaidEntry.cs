using Evenhand.Node.Stored;

namespace Evenhand.Node.Outbox;

/// <summary>Something that an account was told: a notice or a case.</summary>
/// <param name="Account">The account.</param>
/// <param name="Id">The same whenever it comes.</param>
/// <param name="Notice">The notice, or null.</param>
/// <param name="Case">The case, or null.</param>
public sealed record SaidEntry(string Account, string Id, ToldNotice? Notice, ToldCase? Case)
{
    /// <summary>What a record tells.</summary>
    /// <param name="account">The account.</param>
    /// <param name="record">The record.</param>
    /// <param name="place">Where it stands, which names a record of before there were ids.</param>
    internal static SaidEntry Of(string account, ToldRecord record, string place) =>
        new(account, record.Id ?? place, record.Notice, record.Case);
}
