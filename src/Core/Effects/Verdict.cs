using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>How an appeal is decided, in the order of the wire's words. Numbers stand in stored bytes.</summary>
public enum Verdict
{
    /// <summary>What was challenged goes on.</summary>
    Upheld,

    /// <summary>A lower step takes the place of the one challenged.</summary>
    Changed,

    /// <summary>What was challenged is taken back.</summary>
    Reversed,

    /// <summary>The policy can be read in more than one way: it is taken back.</summary>
    Unclear,
}
