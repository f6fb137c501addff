namespace Evenhand.Server.Problems;

/// <summary>A request that HTTP itself has an answer for. The message is for whoever sent it.</summary>
/// <param name="status">The status, 400 to 599.</param>
/// <param name="detail">What is wrong, and what would be right.</param>
public sealed class ProblemException(int status, string detail) : Exception(detail)
{
    /// <summary>The status.</summary>
    public int Status { get; } = status;

    /// <summary>All that is wrong, where it can be told apart.</summary>
    public IReadOnlyList<ProblemError> Errors { get; init; } = [];
}
