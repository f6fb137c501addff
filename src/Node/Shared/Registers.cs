using Evenhand.Node.Keys;
using Evenhand.Node.People;

namespace Evenhand.Node.Shared;

/// <summary>Who may come in, and who acts.</summary>
/// <param name="Keys">The keys.</param>
/// <param name="People">The persons.</param>
internal sealed record Registers(KeyRing Keys, PersonRegister People);
