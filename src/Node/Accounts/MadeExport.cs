using Evenhand.Core.Keeping;

namespace Evenhand.Node.Accounts;

/// <summary>What was made of an export.</summary>
internal sealed class MadeExport
{
    /// <summary>Its parts, in order.</summary>
    public List<MadePart> Parts { get; } = [];

    /// <summary>Whether all of them are made.</summary>
    public bool IsMade { get; set; }

    /// <summary>The names of its list that are still to come, in ordinal order, once somebody asked.</summary>
    public string[]? Names { get; set; }

    /// <summary>Writes or reads one.</summary>
    public static MadeExport Exchange(StatePort port, MadeExport? made)
    {
        var read = made ?? new MadeExport();
        read.IsMade = port.Exchange(read.IsMade);
        port.List(read.Parts, MadePart.Exchange);
        return read;
    }
}
