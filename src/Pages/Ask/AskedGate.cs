using System.Collections.Immutable;
using Evenhand.Wire;

namespace Evenhand.Pages.Ask;

/// <summary>What the gate says.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Bounds">Every bound that the act meets.</param>
/// <param name="Programs">The same question as programs put it.</param>
public sealed record AskedGate(
    GateAnswer Answer,
    ImmutableArray<AskedBound> Bounds,
    ImmutableArray<AskedProgram> Programs
);

/// <summary>A bound that the act meets.</summary>
/// <param name="Title">The clause's heading.</param>
/// <param name="Url">The clause on its policy's page.</param>
/// <param name="Adds">What the act needs of it.</param>
/// <param name="Left">What is left of it.</param>
/// <param name="Amount">The whole of it.</param>
/// <param name="Unit">The unit of all three.</param>
/// <param name="Resets">When it starts anew; null where it does not by itself.</param>
/// <param name="Fails">Whether the act is too much for it.</param>
public sealed record AskedBound(
    string Title,
    string Url,
    string Adds,
    string Left,
    string Amount,
    string Unit,
    DateTimeOffset? Resets,
    bool Fails
);

/// <summary>A question as a program puts it.</summary>
/// <param name="Language">What it is written in.</param>
/// <param name="Text">The program.</param>
public sealed record AskedProgram(string Language, string Text);
