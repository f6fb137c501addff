using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Time;

namespace Evenhand.Core.Vault;

/// <summary>A bulk export that was asked for.</summary>
/// <param name="Id">Its id: that of the event that asked for it.</param>
/// <param name="Requested">When.</param>
/// <param name="Names">The symbols of the names of what stands in its list.</param>
internal sealed record ListedExport(string Id, Moment Requested, ImmutableArray<long> Names)
{
    /// <summary>How long it keeps what stands in its list, at most.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>Whether it is ready.</summary>
    public bool IsReady { get; set; }

    /// <summary>Whether it keeps nothing any more.</summary>
    public bool IsOver { get; set; }

    /// <summary>Until when it keeps what stands in its list.</summary>
    public Moment Until => Requested + Patience;

    /// <summary>Writes or reads one.</summary>
    public static ListedExport Exchange(StatePort port, ListedExport? export) =>
        new(
            port.Exchange(export?.Id),
            port.Exchange(export?.Requested ?? default),
            port.Array(export?.Names ?? [], StatePort.Long)
        )
        {
            IsReady = port.Exchange(export?.IsReady ?? false),
            IsOver = port.Exchange(export?.IsOver ?? false),
        };
}
