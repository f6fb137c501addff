using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>A retrieval of bytes that lie cold.</summary>
/// <param name="Retrieval">Its id.</param>
/// <param name="PromisedBy">By when the bytes are promised; null where nothing is.</param>
/// <param name="At">When it was taken up.</param>
internal sealed record AskedBytes(string Retrieval, Moment? PromisedBy, Moment At)
{
    /// <summary>One, as it was written down.</summary>
    public AskedBytes(BytesAsked entry)
        : this(entry.Retrieval, entry.PromisedBy, entry.At) { }

    /// <summary>Since when the bytes can be read; null while they cannot.</summary>
    public Moment? Ready { get; set; }

    /// <summary>Writes or reads one.</summary>
    public static AskedBytes Exchange(StatePort port, AskedBytes? asked) =>
        new(
            port.Exchange(asked?.Retrieval),
            Or(port, asked?.PromisedBy),
            port.Exchange(asked?.At ?? default)
        )
        {
            Ready = Or(port, asked?.Ready),
        };

    private static Moment? Or(StatePort port, Moment? moment) =>
        port.Exchange(moment ?? Moment.Never) is var read && read == Moment.Never ? null : read;
}
