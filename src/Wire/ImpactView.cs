using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>What a policy version means for the accounts that it will hold for: their last cycles, as they were and as they would have been.</summary>
public sealed record PolicyImpactView
{
    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>How many accounts it concerns, of those that were looked at.</summary>
    public required int Accounts { get; init; }

    /// <summary>True once all accounts have been looked at and told.</summary>
    public required bool Done { get; init; }

    /// <summary>The sums, by currency.</summary>
    public required IReadOnlyList<ImpactTotalView> Totals { get; init; }

    /// <summary>A page of accounts: those first for which most money changes, whichever way.</summary>
    public required IReadOnlyList<ImpactItem> Items { get; init; }

    /// <summary>Where the next page begins; null on the last.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Next { get; init; }
}

/// <summary>Money as it was under the versions in force, and as it would have been.</summary>
public sealed record MoneyImpact
{
    /// <summary>What is owed, a decimal string.</summary>
    public required string Due { get; init; }

    /// <summary>What would be owed.</summary>
    public required string DueOther { get; init; }

    /// <summary>What waits for a person, a decimal string.</summary>
    public required string Proposed { get; init; }

    /// <summary>What would wait for a person.</summary>
    public required string ProposedOther { get; init; }
}

/// <summary>How often something happened under one alone.</summary>
public sealed record ApartView
{
    /// <summary>Under the versions in force alone.</summary>
    public required long InForce { get; init; }

    /// <summary>Under the other version alone.</summary>
    public required long Other { get; init; }
}

/// <summary>The accounts of a currency.</summary>
public sealed record ImpactTotalView
{
    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>How many there are.</summary>
    public required int Accounts { get; init; }

    /// <summary>How many of them would have paid more.</summary>
    public required int More { get; init; }

    /// <summary>How many of them would have paid less.</summary>
    public required int Less { get; init; }

    /// <summary>Their money.</summary>
    public required MoneyImpact Money { get; init; }

    /// <summary>Acts that would have been denied by one alone.</summary>
    public required ApartView Acts { get; init; }
}

/// <summary>What a version means for an account, in short.</summary>
public sealed record ImpactItem
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>What it is billed in, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>How much more it would have come to, what is proposed included; a decimal string, negative for less.</summary>
    public required string More { get; init; }

    /// <summary>Its money.</summary>
    public required MoneyImpact Money { get; init; }

    /// <summary>Acts that would have been denied by one alone.</summary>
    public required ApartView Acts { get; init; }

    /// <summary>How many clauses change for it.</summary>
    public required int Changes { get; init; }

    /// <summary>The gravest of these changes: <c>none</c>, <c>editorial</c>, <c>favourable</c>, <c>unclear</c> or <c>adverse</c>.</summary>
    public required string Leaning { get; init; }
}

/// <summary>What a version to come means for an account, as it was told.</summary>
public sealed record AccountImpactView
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The policy.</summary>
    public required string Policy { get; init; }

    /// <summary>The version.</summary>
    public required string Version { get; init; }

    /// <summary>The version before it.</summary>
    public required string Before { get; init; }

    /// <summary>When it takes effect for the account.</summary>
    public required DateTimeOffset Effective { get; init; }

    /// <summary>When this was found, and told.</summary>
    public required DateTimeOffset Found { get; init; }

    /// <summary>The id of the notice that told it.</summary>
    public required string Notice { get; init; }

    /// <summary>What the notice said.</summary>
    public required string Message { get; init; }

    /// <summary>What the account is billed in, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The plan that it is on; absent for none.</summary>
    public string? Plan { get; init; }

    /// <summary>The clauses that change for it.</summary>
    public required IReadOnlyList<ImpactChangeView> Changes { get; init; }

    /// <summary>Its last cycles, in order.</summary>
    public required IReadOnlyList<ImpactCycleView> Cycles { get; init; }

    /// <summary>The first acts that only one of both would have denied.</summary>
    public required IReadOnlyList<ImpactActView> Denied { get; init; }

    /// <summary>Steps of the ladder that were taken on cases that would not have been opened.</summary>
    public required IReadOnlyList<string> StepsWithoutCase { get; init; }
}

/// <summary>A clause that changes for an account.</summary>
public sealed record ImpactChangeView
{
    /// <summary>Its slug; absent for the front matter.</summary>
    public string? Clause { get; init; }

    /// <summary>Its heading.</summary>
    public required string Title { get; init; }

    /// <summary><c>changed</c>, <c>added</c> or <c>removed</c>.</summary>
    public required string Fate { get; init; }

    /// <summary>What that means for the account: <c>editorial</c>, <c>favourable</c>, <c>unclear</c> or <c>adverse</c>.</summary>
    public required string Leaning { get; init; }

    /// <summary>What changes in it.</summary>
    public required IReadOnlyList<ImpactLineView> Lines { get; init; }
}

/// <summary>One thing that changes in a clause.</summary>
public sealed record ImpactLineView
{
    /// <summary>The path of the parameter, or a word such as <c>prose</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What is written; absent for what is new.</summary>
    public string? Before { get; init; }

    /// <summary>What will be written; absent for what goes.</summary>
    public string? After { get; init; }

    /// <summary>What that means for the account.</summary>
    public required string Leaning { get; init; }
}

/// <summary>A cycle, as it was and as it would have been.</summary>
public sealed record ImpactCycleView
{
    /// <summary>Its first day.</summary>
    public required string Cycle { get; init; }

    /// <summary>Its first instant.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Its money.</summary>
    public required MoneyImpact Money { get; init; }

    /// <summary>What each clause came to.</summary>
    public required IReadOnlyList<ImpactClauseView> Clauses { get; init; }
}

/// <summary>A clause in a cycle.</summary>
public sealed record ImpactClauseView
{
    /// <summary>Its slug.</summary>
    public required string Clause { get; init; }

    /// <summary>Its money.</summary>
    public required MoneyImpact Money { get; init; }

    /// <summary>Acts that it would have denied under one alone.</summary>
    public required ApartView Acts { get; init; }

    /// <summary>Cases that would have been opened under one alone.</summary>
    public required ApartView Cases { get; init; }

    /// <summary>Notices that would have been said under one alone.</summary>
    public required ApartView Notices { get; init; }
}

/// <summary>An act that only one of both would have denied, just before it counted.</summary>
public sealed record ImpactActView
{
    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The id of its event.</summary>
    public required string Id { get; init; }

    /// <summary>What it was.</summary>
    public required string Type { get; init; }

    /// <summary>The clause that denies it.</summary>
    public required string Clause { get; init; }

    /// <summary>True if the version to come would have; else the one in force.</summary>
    public required bool ByOther { get; init; }
}
