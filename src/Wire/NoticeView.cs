using System.Text.Json.Serialization;

namespace Evenhand.Wire;

/// <summary>What an account was told.</summary>
public sealed record NoticeView
{
    /// <summary>Always <c>notice</c>.</summary>
    public string Kind { get; } = "notice";

    /// <summary>The notice's id, the same whenever it is told again; absent where it was told before ids were kept.</summary>
    public string? Id { get; init; }

    /// <summary>When it fell due.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>The clause's heading; absent where it was told before headings were kept.</summary>
    public string? Title { get; init; }

    /// <summary>The clause on its policy's page, from the server's root; absent where the version was not kept.</summary>
    public string? ClauseUrl { get; init; }

    /// <summary>The policy's name; absent where it was not kept.</summary>
    public string? Policy { get; init; }

    /// <summary>The version in force; absent where it was not kept.</summary>
    public string? Version { get; init; }

    /// <summary>What it is about, for example <c>near-allowance</c>. The set grows.</summary>
    public required string Notice { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>The id of an earlier notice whose figures were others; absent where it corrects none.</summary>
    public string? Corrects { get; init; }

    /// <summary>The statement of reasons of the step that it announces; absent in others.</summary>
    public ReasonsLink? Reasons { get; init; }

    /// <summary>
    /// Why a step is off that the account was told of and that its events do not lead to any more; absent in others, and where neither
    /// was the reason.
    /// </summary>
    public CorrectionCause? Because { get; init; }
}

/// <summary>What corrected what an account was told.</summary>
[JsonConverter(typeof(WordConverter<CorrectionCause>))]
public enum CorrectionCause
{
    /// <summary>An event came late.</summary>
    Late,

    /// <summary>An event was taken back.</summary>
    Void,
}
