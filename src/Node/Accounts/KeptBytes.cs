using Evenhand.Core.Keeping;
using Evenhand.Core.Time;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Accounts;

/// <summary>Bytes of a thing that lie in the store, as the ledger knows it.</summary>
/// <param name="entry">What was written down as they came.</param>
internal sealed class KeptBytes(BytesStored entry)
{
    /// <summary>Their id in the store.</summary>
    public string Blob => entry.Blob;

    /// <summary>The name of their thing.</summary>
    public string Thing => entry.Thing;

    /// <summary>What kind of content it is.</summary>
    public string Class => entry.Class;

    /// <summary>How many there are.</summary>
    public long Bytes => entry.Bytes;

    /// <summary>Their hash.</summary>
    public string Sha256 => entry.Sha256;

    /// <summary>Their media type; empty for none.</summary>
    public string Media => entry.Media;

    /// <summary>When their thing was stored, as its event says.</summary>
    public Moment Stored => entry.At;

    /// <summary>Whether they are not there, or not as they came.</summary>
    public bool IsLost { get; set; }

    /// <summary>Writes or reads one.</summary>
    public static KeptBytes Exchange(StatePort port, KeptBytes? bytes)
    {
        var read = bytes ?? new KeptBytes(BytesStored.Exchange(port, null));
        if (bytes is not null)
            bytes.Write(port);
        read.IsLost = port.Exchange(read.IsLost);
        return read;
    }

    private void Write(StatePort port) => BytesStored.Exchange(port, entry);
}
