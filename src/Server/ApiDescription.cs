using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Rahat.Server;

/// <summary>The head of the OpenAPI document and its bearer scheme (core.md §1.1).</summary>
internal static class ApiDescription
{
    public static void Configure(OpenApiOptions options) => options.AddDocumentTransformer((document, _, _) =>
    {
        document.Info = new OpenApiInfo
        {
            Title = "Rahat Core",
            Version = "1.0",
            Description = "Register people, decide who gets what, distribute it once, and prove it. "
                + "Every mutating route accepts an Idempotency-Key: the same key and body give the same answer, "
                + "another body a 409.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["JWT"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
            },
        };
        document.Security =
            [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("JWT", document)] = [] }];
        return Task.CompletedTask;
    });
}
