using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Node.Views;
using Evenhand.Wording;

namespace Evenhand.Node.Stored;

/// <summary>A notice as it was told, in the words of the day.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="What">Its kind, such as <c>near-allowance</c>.</param>
/// <param name="Message">What it said.</param>
/// <param name="Time">When it fell due.</param>
/// <param name="Account">The account.</param>
/// <param name="Policy">The policy's name; null where that was not kept yet.</param>
/// <param name="Version">The version in force; null where that was not kept yet.</param>
/// <param name="Title">The heading of the clause; null where that was not kept yet.</param>
/// <param name="Figures">What it tells of a whole cycle, by name; null where it tells of none, or they were not kept yet.</param>
public sealed record ToldNotice(
    string Clause,
    string What,
    string Message,
    Moment Time,
    string Account,
    string? Policy = null,
    string? Version = null,
    string? Title = null,
    ImmutableArray<(string Name, string Value)>? Figures = null
)
{
    /// <summary>Its id, which stands beside it in the record; null where that was not kept yet.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the one that it corrects; null where it corrects none. It stands beside it in the record.</summary>
    public string? Corrects { get; init; }

    /// <summary>The statement of reasons that it names; null where it announces no step, or none was kept yet.</summary>
    public ToldReasons? Reasons { get; init; }

    /// <summary>Late or void where it tells that a step is off since the fold does not have it any more; null in others, and where it was neither.</summary>
    public Cause? Because { get; init; }

    /// <summary>A notice, put in words.</summary>
    public static ToldNotice Of(Notice notice) =>
        new(
            notice.Clause.Slug,
            notice.What,
            Sentence.Of(notice),
            notice.Time,
            notice.Account.Text,
            notice.Cited.Policy,
            notice.Cited.Version,
            notice.Cited.Title,
            FiguresOf(notice)
        )
        {
            Id = notice.Id,
        };

    /// <summary>What a notice tells of a whole cycle; null where it tells of none.</summary>
    public static ImmutableArray<(string Name, string Value)>? FiguresOf(Notice notice) =>
        notice.IsSummary
            ? [.. notice.Facts.Figures.Select(figure => (figure.Name, figure.Value))]
            : null;
}

/// <summary>Which statement of reasons a notice names.</summary>
/// <param name="Step">The id of the step.</param>
/// <param name="Sha256">SHA-256 of its JSON, hexadecimal.</param>
public sealed record ToldReasons(string Step, string Sha256);

/// <summary>A case as it was opened, in the words of the day.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="Version">The version in force.</param>
/// <param name="Cycle">The first instant of the cycle.</param>
/// <param name="Figures">The evidence, by name; where there is no <paramref name="Policy"/>, with units in the text.</param>
/// <param name="Message">What it said.</param>
/// <param name="Time">When it was met.</param>
/// <param name="Account">The account.</param>
/// <param name="Policy">The policy's name; null where that was not kept yet.</param>
/// <param name="Title">The heading of the clause; null where that was not kept yet.</param>
/// <param name="Unit">The unit of the figures; null where they have none, or it was not kept yet.</param>
public sealed record ToldCase(
    string Clause,
    string Version,
    Moment Cycle,
    ImmutableArray<(string Name, string Value)> Figures,
    string Message,
    Moment Time,
    string Account,
    string? Policy = null,
    string? Title = null,
    string? Unit = null
)
{
    /// <summary>Its id, which stands beside it in the record; null where that was not kept yet.</summary>
    public string? Id { get; init; }

    /// <summary>A case, put in words.</summary>
    public static ToldCase Of(Case opened) =>
        new(
            opened.Clause.Slug,
            opened.Cited.Version,
            opened.Cycle,
            [.. opened.Facts.Figures.Select(figure => (figure.Name, figure.Value))],
            Sentence.Of(opened),
            opened.Time,
            opened.Account.Text,
            opened.Cited.Policy,
            opened.Cited.Title,
            opened.Facts.Unit
        )
        {
            Id = opened.Id,
        };
}
