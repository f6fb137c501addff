using NodaTime;

namespace Evenhand.Sampling;

/// <summary>What a sample shall be. The same request gives the same bytes on every machine.</summary>
public sealed record SampleRequest
{
    /// <summary>The most accounts of one sample.</summary>
    public const int MostAccounts = 100_000;

    /// <summary>The longest period, in months.</summary>
    public const int MostMonths = 120;

    /// <summary>The day with which a sample begins unless another is asked for.</summary>
    public static LocalDate UsualFrom { get; } = new(2026, 1, 1);

    /// <summary>At least one; the accounts are shared out among them, the first ones getting what does not divide.</summary>
    public required IReadOnlyList<Profile> Profiles { get; init; }

    /// <summary>From 1 to <see cref="MostAccounts"/>.</summary>
    public required int Accounts { get; init; }

    /// <summary>From 1 to <see cref="MostMonths"/>.</summary>
    public required int Months { get; init; }

    public ulong Seed { get; init; } = 1;

    /// <summary>The first day, which begins at midnight UTC.</summary>
    public LocalDate From { get; init; } = UsualFrom;

    /// <summary>So many events exactly, by scaling the rates; null for what the profiles' rates give.</summary>
    public long? Events { get; init; }

    /// <summary>Out of order, with some events repeated.</summary>
    public bool Shuffled { get; init; }
}
