using System.Collections.Immutable;
using Evenhand.Pages.Accounts;
using Evenhand.Wire;

namespace Evenhand.Pages.Console;

/// <summary>What an account stores and what becomes of it, as whoever looks may see it.</summary>
/// <param name="Of">The account.</param>
/// <param name="Objects">The first of what is stored, by name.</param>
/// <param name="Holds">What people had kept, and let go.</param>
/// <param name="Waits">What is to be done with bytes, and waits.</param>
/// <param name="Rules">The account's own rules.</param>
/// <param name="Exports">Its exports.</param>
/// <param name="Purges">The certificates of what was purged.</param>
public sealed record StoredSheet(
    AccountFrame Of,
    IReadOnlyList<ObjectView> Objects,
    IReadOnlyList<HoldItem> Holds,
    IReadOnlyList<VaultWaitView> Waits,
    IReadOnlyList<RuleItem> Rules,
    IReadOnlyList<ExportItem> Exports,
    IReadOnlyList<PurgeItem> Purges
)
{
    /// <summary>The page's address.</summary>
    public string At => $"/console/accounts/{Uri.EscapeDataString(Of.Account.Id)}/stored";

    /// <summary>What of the account's bill is about how much it stores.</summary>
    public ImmutableArray<UsageRow> Billed { get; init; } = [];

    /// <summary>What its bytes cost the vendor.</summary>
    public StorageCost? Cost { get; init; }

    /// <summary>What those of all accounts do.</summary>
    public StorageCost? OfAll { get; init; }

    /// <summary>The name that is looked for; empty for all.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether whoever looks may place and let go of holds, lift quarantines and let bytes go.</summary>
    public bool MayAct { get; init; }

    /// <summary>Whether whoever looks may listen to what is stored.</summary>
    public bool MayPlay { get; init; }

    /// <summary>Where the list goes on; null at its end.</summary>
    public string? More { get; init; }
}
