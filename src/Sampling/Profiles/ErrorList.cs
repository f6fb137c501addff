using Evenhand.Notation;

namespace Evenhand.Sampling.Profiles;

/// <summary>The errors found in one profile so far.</summary>
internal sealed class ErrorList(string file)
{
    private readonly Problems errors = new();

    public IReadOnlyList<Problem> All => errors.InOrder;

    public int Count => errors.Count;

    /// <summary>Where the reader of YAML tells what is wrong with the form.</summary>
    public Reporter Reporter => new(errors, file);

    public void Add(Node node, string message) => Reporter.Say(node.At, message);

    public void Add(Place at, string message) => Reporter.Say(at, message);
}
