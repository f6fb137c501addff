using Evenhand.Client.Reporting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace Evenhand.Client.AspNetCore;

/// <summary>Puts endpoints under a policy.</summary>
public static class FairUseEndpoints
{
    /// <summary>
    /// Asks the gate before the endpoint runs, and reports the act's event when it has succeeded. A denial is answered with problem
    /// details that cite the clause: 429 with <c>Retry-After</c> where every reason says when it passes, otherwise 403; 503 if the gate
    /// could not be asked and fails closed; 403 if the account is not known. A warning adds the header <c>Evenhand-Warning</c>.
    /// </summary>
    /// <typeparam name="TBuilder">An endpoint, or a group of them.</typeparam>
    /// <param name="builder">What to put under the policy. Authentication must run before it.</param>
    /// <param name="act">The type of the event that a request becomes, for example <c>api.called</c>.</param>
    /// <param name="configure">Changes a copy of <see cref="EvenhandWebOptions.FairUse"/> for these endpoints.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>It needs <see cref="EvenhandRegistration.AddEvenhand"/>.</remarks>
    public static TBuilder RequireFairUse<TBuilder>(
        this TBuilder builder,
        string act,
        Action<FairUseOptions>? configure = null
    )
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(act);
        builder.Add(endpoint =>
        {
            var gate = Gate(endpoint.ApplicationServices, act, configure);
            var inner =
                endpoint.RequestDelegate
                ?? throw new InvalidOperationException("The endpoint has nothing to run.");
            endpoint.RequestDelegate = context => gate.RunAsync(context, inner);
            AddAnswers(endpoint.Metadata);
        });
        return builder;
    }

    private static FairUseGate Gate(
        IServiceProvider services,
        string act,
        Action<FairUseOptions>? configure
    )
    {
        var options = services.GetRequiredService<EvenhandWebOptions>().FairUse.Copy();
        configure?.Invoke(options);
        return new FairUseGate(
            services.GetRequiredService<EvenhandClient>(),
            services.GetRequiredService<UsageReporter>(),
            act,
            options
        );
    }

    private static void AddAnswers(IList<object> metadata)
    {
        foreach (var status in (int[])[403, 429, 503])
            metadata.Add(
                new ProducesResponseTypeMetadata(
                    status,
                    typeof(Wire.Problem),
                    ["application/problem+json"]
                )
            );
    }
}
