using Evenhand.Core.Codes;

namespace Evenhand.Server.Problems;

/// <summary>One of the things that are wrong with a request.</summary>
/// <param name="Detail">What is wrong.</param>
public readonly record struct ProblemError(string Detail)
{
    /// <summary>Its place among the elements of the body, from 0.</summary>
    public int? Index { get; init; }

    /// <summary>Why, for programs; null where the request's own code says it.</summary>
    public Code? Code { get; init; }

    /// <summary>The name that was probably meant; null where none is near.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>Its line of the document, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>Its place in the body, a JSON pointer (RFC 6901).</summary>
    public string? Pointer { get; init; }
}
