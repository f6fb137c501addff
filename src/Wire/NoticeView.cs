namespace Evenhand.Wire;

/// <summary>What an account was told.</summary>
public sealed record NoticeView
{
    /// <summary>Always <c>notice</c>.</summary>
    public string Kind { get; } = "notice";

    /// <summary>When it fell due.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The clause's slug.</summary>
    public required string Clause { get; init; }

    /// <summary>What it is about, for example <c>near-allowance</c>. The set grows.</summary>
    public required string Notice { get; init; }

    /// <summary>A sentence for people.</summary>
    public required string Message { get; init; }
}
