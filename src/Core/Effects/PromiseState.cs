namespace Evenhand.Core.Effects;

/// <summary>What became of a promise. Numbers stand in stored bytes.</summary>
public enum PromiseState
{
    /// <summary>It was given.</summary>
    Promised,

    /// <summary>It was kept.</summary>
    Ready,

    /// <summary>It was not kept.</summary>
    Broken,
}
