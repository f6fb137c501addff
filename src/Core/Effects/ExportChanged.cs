using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>A bulk export was asked for, or is ready.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Export">Its id: that of the event that asked for it.</param>
/// <param name="IsReady">Whether it is ready, or else asked for.</param>
/// <param name="Things">How many things stand in its list.</param>
public sealed record ExportChanged(
    Moment Time,
    AccountId Account,
    string Export,
    bool IsReady,
    int Things
) : Effect(Time, Account);
