using NodaTime;

namespace Evenhand.Sampling;

/// <summary>What is settled about an account before anything happens to it. Texts are JSON.</summary>
internal sealed record Traits
{
    private byte[]? source;

    /// <summary>The subject of its events; null where events belong to no account.</summary>
    public byte[]? Subject { get; init; }

    public required string SourceName { get; init; }

    /// <summary>The same as JSON.</summary>
    public byte[] Source => source ??= Utf8Lines.Quote(SourceName);

    /// <summary>What its ids begin with, so that they differ from other accounts' of the same source.</summary>
    public required byte[] IdPrefix { get; init; }

    public required DateTimeZone Zone { get; init; }
    public byte[]? Policy { get; init; }
    public byte[]? Currency { get; init; }
    public byte[]? ZoneName { get; init; }
    public byte[]? CycleDay { get; init; }
    public byte[]? Plan { get; init; }
    public byte[]? Government { get; init; }

    /// <summary>Milliseconds since the period's start.</summary>
    public long OpensAt { get; init; }

    public int Licensed { get; init; }
    public int Restricted { get; init; }

    /// <summary>How often a month the number of licences changes.</summary>
    public double SeatChanges { get; init; }

    /// <summary>The members of each pool that it begins with.</summary>
    public int[] Starting { get; init; } = [];

    /// <summary>What happens first, in order.</summary>
    public Activity[] Opening { get; init; } = [];

    /// <summary>What happens to it, each with the factor on the profile's rate.</summary>
    public required (Activity Activity, double Factor)[] Activities { get; init; }
}
