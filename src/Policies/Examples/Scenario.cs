using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using NodaTime;

namespace Evenhand.Policies.Examples;

/// <summary>An example as a stream of one account, and what must come of it.</summary>
/// <param name="Clause">The slug of the clause in which it stands.</param>
/// <param name="Example">What was written.</param>
/// <param name="Zone">The account's time zone.</param>
/// <param name="Lines">The events and asks, as lines of a stream.</param>
/// <param name="Places">Where each line was written.</param>
/// <param name="Until">The end of the run.</param>
/// <param name="Asks">What must be answered.</param>
public sealed record Scenario(
    string Clause,
    Part Example,
    DateTimeZone Zone,
    ImmutableArray<ReadOnlyMemory<byte>> Lines,
    ImmutableArray<Place> Places,
    Instant Until,
    ImmutableArray<Asked> Asks
)
{
    /// <summary>By the id of an ask, how many such acts go on meanwhile.</summary>
    public IReadOnlyDictionary<string, int> GoingOn { get; } =
        Asks.Where(ask => ask.GoingOn > 0).ToDictionary(ask => ask.Id, ask => ask.GoingOn);

    /// <summary>What the example says to readers.</summary>
    public string Says => Example.Get("say", "");
}

/// <summary>An ask of a scenario.</summary>
/// <param name="Id">Its id on the stream.</param>
/// <param name="At">Where it was written.</param>
/// <param name="Answer">The outcome that must come; null for any.</param>
/// <param name="Cites">The slugs that the answer must cite, no others; null for any.</param>
/// <param name="Tells">What else the answer must carry.</param>
public sealed record Asked(
    string Id,
    Place At,
    Outcome? Answer,
    ImmutableArray<string>? Cites,
    ImmutableArray<KeyValuePair<string, decimal>> Tells
)
{
    /// <summary>How many such acts go on meanwhile: they are reserved, and have not ended.</summary>
    public int GoingOn { get; init; }
}
