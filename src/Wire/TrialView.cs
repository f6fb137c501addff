using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>A version or a draft of a policy, to be tried on the last cycles of all accounts.</summary>
public sealed record TrialQuestion
{
    /// <summary>The draft, Markdown; absent where a version is tried that is published.</summary>
    public string? Draft { get; init; }

    /// <summary>The version, where it is published; absent for a draft.</summary>
    public string? Version { get; init; }

    /// <summary>On how many of the last ended cycles, from 1 to 24; absent: 3.</summary>
    public int? Months { get; init; }

    /// <summary>The trial's id, which makes a retry recognisable; the server makes one if there is none.</summary>
    public string? Id { get; init; }
}

/// <summary>A version or a draft on its way through the accounts, and what it would have meant for those it has come through.</summary>
public sealed record TrialView
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>Where words of it are read otherwise than was chosen: how.</summary>
    public string? ReadAs { get; init; }

    /// <summary>On how many of the last ended cycles it is tried.</summary>
    public required int Months { get; init; }

    /// <summary>How it stands.</summary>
    public required TrialWord State { get; init; }

    /// <summary>Through how many accounts it has come.</summary>
    public required int Tried { get; init; }

    /// <summary>How many accounts there were when it began, of every policy.</summary>
    public required int Accounts { get; init; }

    /// <summary>How many of those that it has come through it concerns.</summary>
    public required int Concerned { get; init; }

    /// <summary>When it was begun: cycles that had ended by then are tried.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>Who began it: a person's id, or a key's.</summary>
    public string? By { get; init; }

    /// <summary>The sums by currency.</summary>
    public required IReadOnlyList<TrialTotal> Totals { get; init; }

    /// <summary>The sums by clause and currency, of clauses of which something would have been otherwise.</summary>
    public required IReadOnlyList<TrialClause> Clauses { get; init; }

    /// <summary>The accounts for which most would have been otherwise, most money first; at most 200.</summary>
    public required IReadOnlyList<TrialItem> Items { get; init; }

    /// <summary>Accounts whose totals no number holds under it.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }
}

/// <summary>The accounts of a currency.</summary>
public sealed record TrialTotal
{
    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>How many there are.</summary>
    public required int Accounts { get; init; }

    /// <summary>How many of them would have paid more.</summary>
    public required int More { get; init; }

    /// <summary>How many of them would have paid less.</summary>
    public required int Less { get; init; }

    /// <summary>What all came to, what is proposed included; a decimal string.</summary>
    public required string Was { get; init; }

    /// <summary>What all would have come to.</summary>
    public required string Would { get; init; }

    /// <summary>Acts that would have been denied by one alone.</summary>
    public required ApartView Acts { get; init; }
}

/// <summary>A clause, of all accounts of a currency.</summary>
public sealed record TrialClause
{
    /// <summary>Its slug.</summary>
    public required string Clause { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>For how many accounts something of it would have been otherwise.</summary>
    public required int Accounts { get; init; }

    /// <summary>Their money.</summary>
    public required MoneyImpact Money { get; init; }

    /// <summary>Acts that it would have denied under one alone.</summary>
    public required ApartView Acts { get; init; }

    /// <summary>Cases that would have been opened under one alone.</summary>
    public required ApartView Cases { get; init; }
}

/// <summary>What a version or a draft would have meant for an account.</summary>
public sealed record TrialItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What it is billed in, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>What it came to, what is proposed included; a decimal string.</summary>
    public required string Was { get; init; }

    /// <summary>What it would have come to.</summary>
    public required string Would { get; init; }

    /// <summary>How much more; negative for less.</summary>
    public required string More { get; init; }

    /// <summary>Acts that would have been denied by one alone.</summary>
    public required ApartView Acts { get; init; }

    /// <summary>What each clause came to in all of the cycles.</summary>
    public required IReadOnlyList<TrialClause> Clauses { get; init; }
}

/// <summary>How a trial stands.</summary>
[JsonConverter(typeof(WordConverter<TrialWord>))]
public enum TrialWord
{
    /// <summary>Another is before it.</summary>
    Waiting,

    /// <summary>It goes through the accounts.</summary>
    Running,

    /// <summary>It has been through all of them.</summary>
    Done,

    /// <summary>Somebody stopped it.</summary>
    Stopped,

    /// <summary>Something broke.</summary>
    Failed,
}
