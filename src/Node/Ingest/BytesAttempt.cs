using Evenhand.Core.Effects;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Ingest;

/// <summary>
/// Bytes that lie in the store already, and that are written down with the event that says so, if nothing of their name is there by
/// then. Its batch has that one event, whose time is filled in then.
/// </summary>
/// <param name="bytes">What is written down, but for the time.</param>
internal sealed class BytesAttempt(BytesStored bytes)
{
    private Moment time;

    /// <summary>The name of the thing.</summary>
    public string Thing => bytes.Thing;

    /// <summary>Every condition that failed.</summary>
    public Unmet Unmet { get; set; }

    /// <summary>When they were stored.</summary>
    public Moment Time
    {
        get => time;
        set => (time, Entry) = (value, (bytes with { At = value }).Written());
    }

    /// <summary>What is written down.</summary>
    public byte[] Entry { get; private set; } = [];
}
