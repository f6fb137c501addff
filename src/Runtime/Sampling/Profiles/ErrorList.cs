using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Evenhand.Runtime.Sampling.Profiles;

/// <summary>The errors found in one profile so far.</summary>
internal sealed class ErrorList(string file)
{
    private readonly List<ProfileError> errors = [];

    public IReadOnlyList<ProfileError> All =>
        [.. errors.Distinct().OrderBy(error => error.Line).ThenBy(error => error.Column)];

    public int Count => errors.Count;

    public void Add(YamlNode node, string message) => Add(node.Start, message);

    public void Add(Mark at, string message) =>
        errors.Add(new ProfileError(file, at.Line, at.Column, message));
}
