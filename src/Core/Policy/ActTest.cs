using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>What is asked of a single act; a field that is absent passes.</summary>
public abstract record ActTest
{
    /// <summary>The field is at most a figure.</summary>
    /// <param name="Field">The name of the quantity.</param>
    /// <param name="Figure">In base units.</param>
    public sealed record AtMost(string Field, Figure Figure) : ActTest;

    /// <summary>The fields, sorted, are at most the bounds, sorted: a frame in either orientation.</summary>
    /// <param name="Fields">Names of quantities.</param>
    /// <param name="Bounds">As many bounds, in base units.</param>
    public sealed record FitsWithin(ImmutableArray<string> Fields, ImmutableArray<long> Bounds)
        : ActTest;

    /// <summary>Each field that is there starts with one of the prefixes.</summary>
    /// <param name="Fields">Names of text fields.</param>
    /// <param name="Prefixes">The prefixes allowed.</param>
    public sealed record StartsWith(ImmutableArray<string> Fields, ImmutableArray<string> Prefixes)
        : ActTest
    {
        internal byte[][] Utf8Prefixes { get; } =
        [.. Prefixes.Select(System.Text.Encoding.UTF8.GetBytes)];
    }
}
