using Rahat.Contracts;

namespace Rahat.Runtime.Data;

/// <summary>Pages of a query.</summary>
public static class Paging
{
    /// <summary>The rows of one page; the query must already have a stable order that an index serves.</summary>
    /// <typeparam name="T">What a row is.</typeparam>
    /// <param name="rows">The ordered query.</param>
    /// <param name="page">Which page.</param>
    public static IQueryable<T> Of<T>(this IOrderedQueryable<T> rows, PageRequest page) =>
        rows.Skip((page.Page - 1) * page.PerPage).Take(page.PerPage);
}
