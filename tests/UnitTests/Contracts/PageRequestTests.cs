using System.ComponentModel.DataAnnotations;

using Rahat.Contracts;

namespace Rahat.UnitTests.Contracts;

public sealed class PageRequestTests
{
    [Theory]
    [InlineData(null, null, 1, 20)]
    [InlineData(0, 0, 1, 20)]
    [InlineData(3, 50, 3, 50)]
    public void Absent_or_nought_is_the_first_page_of_twenty(int? page, int? perPage, int wantedPage, int wantedPerPage)
    {
        var request = PageRequest.Of(page, perPage);

        Assert.Equal((wantedPage, wantedPerPage), (request.Page, request.PerPage));
    }

    [Theory]
    [InlineData(-1, 20)]
    [InlineData(1, 201)]
    [InlineData(1, -5)]
    [InlineData(1_000_001, 20)]
    public void A_page_that_cannot_be_is_not_valid(int page, int perPage)
    {
        var request = PageRequest.Of(page, perPage);

        Assert.False(
            Validator.TryValidateObject(request, new ValidationContext(request), null, validateAllProperties: true));
    }

    [Theory]
    [InlineData(1, 0, 0, null, null)]
    [InlineData(1, 20, 1, null, null)]
    [InlineData(1, 21, 2, null, 2)]
    [InlineData(2, 21, 2, 1, null)]
    [InlineData(9, 21, 2, 8, null)]
    public void The_meta_block_says_where_it_stands(int page, int total, int lastPage, int? prev, int? next)
    {
        var meta = PageRequest.Of(page, 20).Answer<int>([], total).Meta;

        Assert.Equal(new PageMeta(total, lastPage, page, 20, prev, next), meta);
    }
}
