using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>What a case rests on; numbers are on disk.</summary>
internal enum CaseBasis
{
    /// <summary>Usage, held against a printed figure.</summary>
    Printed,

    /// <summary>What somebody reported.</summary>
    Report,

    /// <summary>Usage, compared with that of others.</summary>
    Compared,
}
