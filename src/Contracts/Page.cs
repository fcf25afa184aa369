using System.ComponentModel.DataAnnotations;

namespace Rahat.Contracts;

/// <summary>One page of a list, with the meta block that clients of the v1 API read (core.md §1.3).</summary>
/// <typeparam name="T">What a row is.</typeparam>
/// <param name="Data">The rows, at most <see cref="PageRequest.MaxPerPage"/>.</param>
/// <param name="Meta">Where in the list they stand.</param>
public sealed record Page<T>(IReadOnlyList<T> Data, PageMeta Meta) : IPage
{
    System.Collections.IEnumerable IPage.Rows => Data;
}

/// <summary>A page of whatever kind, for the door that writes it.</summary>
public interface IPage
{
    /// <summary>The rows.</summary>
    System.Collections.IEnumerable Rows { get; }

    /// <summary>Where in the list they stand.</summary>
    PageMeta Meta { get; }
}

/// <summary>The meta block of a page.</summary>
/// <param name="Total">Rows in the whole list.</param>
/// <param name="LastPage">Number of the last page; 0 for an empty list.</param>
/// <param name="CurrentPage">Number of this page, from 1.</param>
/// <param name="PerPage">Rows a page.</param>
/// <param name="Prev">The page before, if any.</param>
/// <param name="Next">The page after, if any.</param>
public sealed record PageMeta(int Total, int LastPage, int CurrentPage, int PerPage, int? Prev, int? Next);

/// <summary>Which page of a list is wanted. Absent or 0 means the first page of twenty.</summary>
public sealed record PageRequest
{
    /// <summary>The most rows a page may have.</summary>
    public const int MaxPerPage = 200;

    /// <summary>The most pages that can be leafed through by number.</summary>
    public const int MaxPage = 1_000_000;

    private readonly int _page = 1;
    private readonly int _perPage = 20;

    /// <summary>Number of the page, from 1.</summary>
    [Range(1, MaxPage)]
    public int Page { get => _page; init => _page = value == 0 ? 1 : value; }

    /// <summary>Rows a page, 1 to 200.</summary>
    [Range(1, MaxPerPage)]
    public int PerPage { get => _perPage; init => _perPage = value == 0 ? 20 : value; }


    /// <summary>The page that answers this request.</summary>
    /// <typeparam name="T">What a row is.</typeparam>
    /// <param name="rows">The rows found.</param>
    /// <param name="total">How many rows the whole list has.</param>
    public Page<T> Answer<T>(IReadOnlyList<T> rows, int total)
    {
        var lastPage = (total + PerPage - 1) / PerPage;
        var next = Page < lastPage ? Page + 1 : (int?)null;
        return new Page<T>(rows, new PageMeta(total, lastPage, Page, PerPage, Page > 1 ? Page - 1 : null, next));
    }

    /// <summary>The page as the query string names it.</summary>
    /// <param name="page">From 1; absent or 0 is the first.</param>
    /// <param name="perPage">Rows a page; absent or 0 is twenty.</param>
    public static PageRequest Of(int? page, int? perPage) => new() { Page = page ?? 0, PerPage = perPage ?? 0 };
}
