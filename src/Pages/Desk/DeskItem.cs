using Evenhand.Languages;
using Evenhand.Pages.Figures;
using Evenhand.Wire;

namespace Evenhand.Pages.Desk;

/// <summary>A case as the queue shows it.</summary>
/// <param name="Case">The case.</param>
/// <param name="Account">What its account is called.</param>
/// <param name="Title">The clause's heading.</param>
/// <param name="Message">What it is about, in a sentence; null where that is not kept.</param>
/// <param name="Reader">In the zone of the account.</param>
public sealed record DeskItem(
    CaseItem Case,
    string Account,
    string Title,
    string? Message,
    Reader Reader
)
{
    private const int Soon = 3;

    /// <summary>Its page.</summary>
    public string Address => AddressOf(Case.Account, Case.Case);

    /// <summary>The page of a case.</summary>
    public static string AddressOf(string account, string of) =>
        $"/console/desk/{Uri.EscapeDataString(account)}/{Uri.EscapeDataString(of)}";

    /// <summary>How far it has come, in a word or two.</summary>
    public string State =>
        Case.State switch
        {
            CaseState.Open => Reader.Say["Waits for you"],
            CaseState.Found => Reader.Say["Established"],
            CaseState.Dismissed => Reader.Say["Let go"],
            _ => Reader.Say["Closed by itself"],
        };

    /// <summary>The class of that.</summary>
    public string Colour =>
        Case.State switch
        {
            CaseState.Open => "t-near",
            CaseState.Found => "t-told",
            _ => "t-ok",
        };

    /// <summary>When something runs out, in words; null where nothing does.</summary>
    public string? Due =>
        Left is { } days
            ? Reader.Say.Count(
                days,
                "runs out in {0} day, {1}|runs out in {0} days, {1}",
                Reader.DayAndTime(Case.Due!.Value)
            )
            : null;

    /// <summary>Whether that is soon.</summary>
    public bool IsUrgent => Left <= Soon;

    /// <summary>Days until then; null where nothing runs out, or its time has passed and it stayed open.</summary>
    private int? Left =>
        Case.Due is { } due && Reader.DaysUntil(due) is var days and > 0 ? days : null;

    /// <summary>A person, or what acts by itself.</summary>
    public static string Who(string? by, Language say) =>
        by switch
        {
            null or "" => say["nobody"],
            "rule" => say["the policy's rule"],
            "time" => say["the passing of time"],
            _ => by,
        };
}

/// <summary>Which cases the queue shows.</summary>
/// <param name="State">In which state; empty for every one.</param>
/// <param name="Assigned">Seen to by whom: an id, <c>nobody</c>, or empty for anybody.</param>
/// <param name="Policy">Under which policy; empty for all.</param>
/// <param name="Account">Of which account; empty for all.</param>
public sealed record DeskFilter(string State, string Assigned, string Policy, string Account)
{
    /// <summary>Whether it leaves something out.</summary>
    public bool IsNarrow =>
        (State.Length, Assigned.Length, Policy.Length, Account.Length) != (0, 0, 0, 0);

    /// <summary>Whether it is of all that waits for a person, as the page comes by itself.</summary>
    public bool IsOfAllThatWaits => (State, Assigned, Policy, Account) == ("open", "", "", "");
}
